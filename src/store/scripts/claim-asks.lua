#!lua flags=allow-oom
-- Leases the asks of one partition that have waited longest.
-- KEYS  1 ask queue
-- ARGV  1 limit  2 lease in ms  3 owner  4 stem of asks
-- Returns for each: conversation, id, token, body

local time = redis.call('TIME')
local at = time[1] * 1000 + math.floor(time[2] / 1000)
local claimed = {}
for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', at, 'LIMIT', 0, ARGV[1])) do
  local conversation, id = string.match(member, '^(%S+) (.*)$')
  local asks = ARGV[4] .. conversation
  local found = redis.call('HMGET', asks, id, id .. ' claim')
  if found[1] then
    local token = tonumber(string.match(found[2] or '0', '^%d+')) + 1
    redis.call('HSET', asks, id .. ' claim', token .. ' ' .. ARGV[3])
    redis.call('ZADD', KEYS[1], at + ARGV[2], member)
    local n = #claimed
    claimed[n + 1] = conversation
    claimed[n + 2] = id
    claimed[n + 3] = token
    claimed[n + 4] = found[1]
  else
    redis.call('ZREM', KEYS[1], member)
  end
end
return claimed
