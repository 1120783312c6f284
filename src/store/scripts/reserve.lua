#!lua
-- Counts tokens of language models: sets some aside where all limits allow it, or corrects what was set aside.
-- KEYS  1 one person's day (hash: when, used)  2 everybody's day  3 everybody's month
-- ARGV  1 tokens; below 0 to give back  2 day they were set aside on, or '' to set them aside now  3-5 limits, as KEYS
-- Returns the day in days since 1970, or -1 when a limit would be passed; a correction always passes

local function monthOf(day)
  -- Months since March of year 0, by the cycle of 400 years (the 146,097 days in which the calendar repeats itself).
  local shifted = day + 719468
  local cycle = math.floor(shifted / 146097)
  local inCycle = shifted % 146097
  local year = math.floor(
    (inCycle - math.floor(inCycle / 1460) + math.floor(inCycle / 36524) - math.floor(inCycle / 146096)) / 365
  )
  local inYear = inCycle - (365 * year + math.floor(year / 4) - math.floor(year / 100))
  return (cycle * 400 + year) * 12 + math.floor((5 * inYear + 2) / 153)
end

local today = math.floor(tonumber(redis.call('TIME')[1]) / 86400)
local since = tonumber(ARGV[2])
local now = { today, today, monthOf(today) }
local whens = since and { since, since, monthOf(since) } or now
local tokens = tonumber(ARGV[1])

local used = {}
for n, key in ipairs(KEYS) do
  local kept = redis.call('HMGET', key, 'when', 'used')
  used[n] = tonumber(kept[1]) == now[n] and tonumber(kept[2]) or 0
  if not since and used[n] + tokens > tonumber(ARGV[n + 2]) then return -1 end
end
-- A day or a month that is over is not corrected any more.
local livesMs = { 172800000, 172800000, 2764800000 }
for n, key in ipairs(KEYS) do
  if whens[n] == now[n] then
    redis.call('HSET', key, 'when', now[n], 'used', math.max(0, used[n] + tokens))
    redis.call('PEXPIRE', key, livesMs[n])
  end
end
return today
