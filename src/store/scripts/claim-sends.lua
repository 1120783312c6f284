#!lua flags=allow-oom
-- Leases the first message of conversations of one partition whose turn it is on one of the channels.
-- KEYS  1… send queue of each channel
-- ARGV  1 limit  2 lease in ms  3 owner  4 stem of counters  5 stem of outboxes
-- Returns for each: conversation, token, attempt, entry

local time = redis.call('TIME')
local at = time[1] * 1000 + math.floor(time[2] / 1000)
local left = tonumber(ARGV[1])
local claimed = {}
for _, queue in ipairs(KEYS) do
  for _, conversation in ipairs(redis.call('ZRANGEBYSCORE', queue, '-inf', at, 'LIMIT', 0, left)) do
    local entry = redis.call('LINDEX', ARGV[5] .. conversation, 0)
    if entry then
      local counters = ARGV[4] .. conversation
      redis.call('HSET', counters, 'sendOwner', ARGV[3])
      redis.call('ZADD', queue, at + ARGV[2], conversation)
      local n = #claimed
      claimed[n + 1] = conversation
      claimed[n + 2] = redis.call('HINCRBY', counters, 'sendFence', 1)
      claimed[n + 3] = redis.call('HINCRBY', counters, 'sendTries', 1)
      claimed[n + 4] = entry
      left = left - 1
    else
      redis.call('ZREM', queue, conversation)
    end
  end
end
return claimed
