-- For wrk: a target that nobody has asked for before.
-- What stands before the number and what stands behind it are the arguments; the first should
-- hold what is another one in each run.

local before, after
local count = 0

function init(arguments)
  before, after = arguments[1], arguments[2]
end

function request()
  count = count + 1
  return wrk.format("GET", before .. count .. after)
end
