-- For wrk: each request is for another one of so many targets, and from the first again at the end.
-- What stands before the number, what stands behind it and how many there are are the arguments.

local requests = {}
local last = 0

function init(arguments)
  for number = 0, arguments[3] - 1 do
    requests[#requests + 1] = wrk.format("GET", arguments[1] .. number .. arguments[2])
  end
end

function request()
  last = last % #requests + 1
  return requests[last]
end
