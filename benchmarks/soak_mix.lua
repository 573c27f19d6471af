-- For wrk: what a service is asked in a day, in a minute. Of 1000 requests
-- 900 are for known badges, and the others for new ones, for what is known already (304), for
-- pictures and placeholders; some are wrong (400, 404) and some push a value.
-- Arguments: what stands before a known badge's number and behind it, how many there are, one
-- badge and its ETag, and a picture.

local known = {}
local last, count = 0, 0
local badge, etag, picture, after
local threads = {}
local JSON = { ["Content-Type"] = "application/json" }

-- Read by `done`, which runs in another Lua state.
ok, wrong, failed = 0, 0, 0

function setup(thread)
  threads[#threads + 1] = thread
end

function init(arguments)
  after = arguments[2]
  for number = 0, arguments[3] - 1 do
    known[#known + 1] = wrk.format("GET", arguments[1] .. number .. after)
  end
  badge, etag, picture = arguments[4], arguments[5], arguments[6]
  math.randomseed(1)
end

local function rare(number)
  if number < 30 then
    return wrk.format("GET", "/badge/soak.new." .. count .. after)
  elseif number < 50 then
    return wrk.format("GET", badge, { ["If-None-Match"] = etag })
  elseif number < 60 then
    return wrk.format("GET", picture .. "?w=" .. (200 + count % 37))
  elseif number < 70 then
    return wrk.format("GET", "/300x200?text=" .. count % 1000)
  elseif number < 80 then
    return wrk.format("GET", "/image/99999999")
  elseif number < 90 then
    return wrk.format("GET", "/badge/a-b-nosuchcolour" .. count)
  end
  return wrk.format("PUT", "/api/badge/soak/m" .. count % 50, JSON, '{"value":' .. count .. "}")
end

function request()
  count = count + 1
  local number = math.random(0, 999)
  if number < 100 then
    return rare(number)
  end
  last = last % #known + 1
  return known[last]
end

function response(status)
  if status < 400 then
    ok = ok + 1
  elseif status < 500 then
    wrong = wrong + 1
  else
    failed = failed + 1
  end
end

function done(summary)
  local told = { ok = 0, wrong = 0, failed = 0 }
  for _, thread in ipairs(threads) do
    for name in pairs(told) do
      told[name] = told[name] + thread:get(name)
    end
  end
  local errors = summary.errors
  print(string.format("answers below 400: %d, 4xx: %d, 5xx: %d, without: %d", told.ok, told.wrong,
    told.failed, errors.connect + errors.read + errors.write + errors.timeout))
end
