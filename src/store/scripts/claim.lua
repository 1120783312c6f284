#!lua flags=allow-oom
-- Leases the conversations of one partition that have waited longest. The head of an inbox is read, not removed.
-- A claim only moves the time of the next one, so a lease that runs out is claimable again by itself.
-- KEYS  1 ready
-- ARGV  1 limit  2 lease in ms  3 owner  4 stem of counters  5 stem of inboxes  6 stem of states
-- Returns for each: conversation, token, attempt, dropped messages, entry, state or ''

local time = redis.call('TIME')
local at = time[1] * 1000 + math.floor(time[2] / 1000)
local claimed = {}
for _, conversation in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', at, 'LIMIT', 0, ARGV[1])) do
  local entry = redis.call('LINDEX', ARGV[5] .. conversation, 0)
  if entry then
    local counters = ARGV[4] .. conversation
    local counted = redis.call('HMGET', counters, 'fence', 'attempts', 'over')
    local token = (tonumber(counted[1]) or 0) + 1
    local attempt = (tonumber(counted[2]) or 0) + 1
    redis.call('HSET', counters, 'fence', token, 'attempts', attempt, 'owner', ARGV[3])
    redis.call('ZADD', KEYS[1], at + ARGV[2], conversation)
    local n = #claimed
    claimed[n + 1] = conversation
    claimed[n + 2] = token
    claimed[n + 3] = attempt
    claimed[n + 4] = tonumber(counted[3]) or 0
    claimed[n + 5] = entry
    claimed[n + 6] = redis.call('GET', ARGV[6] .. conversation) or ''
  else
    redis.call('ZREM', KEYS[1], conversation)
  end
end
return claimed
