#!lua flags=allow-oom
-- Everything a turn decided takes effect, or nothing does: what may be refused is checked before the first write.
-- KEYS  1 counters  2 inbox  3 ready  4 outbox  5 asks of the conversation  6 ask queue  7 due
--       8 send queue of the first reply (the outbox where there is none)  9… keys of the writes
-- ARGV  1 conversation  2 partition  3 token  4 seq  5 ms the counters live when nothing waits (0: for good)
--       6 number of sends  7 '1' when the first send is to be claimed  8 its lease in ms  9 owner
--       10 number of asks  11 ms until an ask is slow  12 ms until it is overdue
--       then id and body of each ask, then each write as <number of its words> <command> <index of its key> …
-- Returns {'committed' | 'already' | 'stale', token of the claimed send or 0}

local conversation, partition, seq = ARGV[1], ARGV[2], tonumber(ARGV[4])
local counted = redis.call('HMGET', KEYS[1], 'fence', 'last', 'sendFence')
local last = tonumber(counted[2]) or 0
local head = redis.call('LINDEX', KEYS[2], 0)
if counted[1] ~= ARGV[3] or not head or tonumber(string.match(head, '^%d+')) ~= seq then
  return { last >= seq and 'already' or 'stale', 0 }
end

local at = clock()
redis.call('LPOP', KEYS[2])
local n = 13
for _ = 1, ARGV[10] do
  local member = conversation .. ' ' .. ARGV[n]
  redis.call('HSET', KEYS[5], ARGV[n], ARGV[n + 1])
  redis.call('ZADD', KEYS[6], at, member)
  redis.call('ZADD', KEYS[7], at + ARGV[11], 'slow ' .. member, at + ARGV[12], 'overdue ' .. member)
  n = n + 2
end
while n <= #ARGV do
  local words = tonumber(ARGV[n])
  redis.call(ARGV[n + 1], KEYS[tonumber(ARGV[n + 2])], unpack(ARGV, n + 3, n + words))
  n = n + words + 1
end

-- With nothing before it, the first reply may leave at once.
local token, count = 0, { 'last', math.max(last, seq), 'attempts', 0, 'owner', '' }
if ARGV[6] ~= '0' and redis.call('LLEN', KEYS[4]) == tonumber(ARGV[6]) then
  if ARGV[7] == '1' then
    token = (tonumber(counted[3]) or 0) + 1
    count = { 'sendFence', token, 'sendTries', 1, 'sendOwner', ARGV[9], unpack(count) }
    redis.call('ZADD', KEYS[8], at + ARGV[8], conversation)
  else
    redis.call('ZADD', KEYS[8], at, conversation)
    hint('sends', partition)
  end
end
redis.call('HSET', KEYS[1], unpack(count))
redis.call('PUBLISH', 'puerto:changed', conversation)
if ARGV[10] ~= '0' then hint('asks', partition) end
if redis.call('EXISTS', KEYS[2]) == 1 then
  redis.call('ZADD', KEYS[3], at, conversation)
  hint('turns', partition)
else
  redis.call('ZREM', KEYS[3], conversation)
  if ARGV[5] ~= '0' then redis.call('PEXPIRE', KEYS[1], ARGV[5]) end
end
return { 'committed', token }
