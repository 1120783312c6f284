#!lua flags=allow-oom
-- The turn threw: its conversation waits and tries again, or the event is set aside and a word of it takes its place.
-- KEYS  1 counters  2 inbox  3 ready  4 parked  5 the parked event  6 state
-- ARGV  1 conversation  2 partition  3 token  4 seq  5 the event as it is parked  6 member of parked
--       7 ms it is kept where the state is not kept either  8 entropy  9 body of the word ('' for none)
--       10… ms to wait after each attempt
-- Returns 'retry' | 'parked' | 'stale'

local counted = redis.call('HMGET', KEYS[1], 'fence', 'attempts')
local head = redis.call('LINDEX', KEYS[2], 0)
if counted[1] ~= ARGV[3] or not head or string.match(head, '^%d+') ~= ARGV[4] then return 'stale' end

local at = clock()
local wait = ARGV[9 + tonumber(counted[2])]
if wait then
  redis.call('HSET', KEYS[1], 'owner', '')
  redis.call('ZADD', KEYS[3], at + wait, ARGV[1])
  return 'retry'
end

redis.call('LPOP', KEYS[2])
redis.call('SET', KEYS[5], ARGV[5])
if redis.call('PTTL', KEYS[6]) ~= -1 then redis.call('PEXPIRE', KEYS[5], ARGV[7]) end
redis.call('ZADD', KEYS[4], at, ARGV[6])
redis.call('HSET', KEYS[1], 'attempts', 0, 'owner', '')
if ARGV[9] ~= '' then
  local seq = redis.call('HINCRBY', KEYS[1], 'seq', 1)
  redis.call('LPUSH', KEYS[2], seq .. ' ' .. at .. ' ' .. ARGV[8] .. ' ' .. ARGV[9])
end
if redis.call('EXISTS', KEYS[2]) == 1 then
  redis.call('ZADD', KEYS[3], at, ARGV[1])
  hint('turns', ARGV[2])
else
  redis.call('ZREM', KEYS[3], ARGV[1])
end
return 'parked'
