-- For wrk: another width with each request, so that nobody answers two at once with one picture.
-- What stands before the width and after it are the arguments.

local before, after
local count = 0

function init(arguments)
  before, after = arguments[1], arguments[2]
end

function request()
  count = count + 1
  return wrk.format("GET", before .. (785 + count * 7 % 31) .. after)
end
