#!lua flags=allow-oom
-- What the channel said of one send is settled, and the next message of the conversation comes forward.
-- An outbox entry is `<address>\n<body>`; the channel is the part of the address before the first colon.
-- KEYS  1 counters  2 outbox  3 send queue of this channel  4 undelivered  5 inbox  6 ready
--       7 sent lately (list of `<message>\n<outbox entry>`)
-- ARGV  1 conversation  2 partition  3 token  4 'sent' | 'retry' | 'rejected' | 'gone'  5 ms until the next try
--       6 '1' when the try counts  7 member of undelivered  8 entropy  9 body of the event for 'gone'
--       10 stem of send queues  11 lease in ms  12 owner  13 ms that what was sent is kept (0: not)  14 message
--       15… channels this process runs
-- Returns {token, attempt, entry} of the next send where it was claimed, else {}

local counted = redis.call('HMGET', KEYS[1], 'sendFence', 'sendTries')
if counted[1] ~= ARGV[3] then return {} end
local token = ARGV[3] + 1
local at = clock()

if ARGV[4] == 'retry' then
  local tries = ARGV[6] == '1' and counted[2] or counted[2] - 1
  redis.call('HSET', KEYS[1], 'sendFence', token, 'sendTries', tries, 'sendOwner', '')
  redis.call('ZADD', KEYS[3], at + ARGV[5], ARGV[1])
  return {}
end

local entry = redis.call('LPOP', KEYS[2])
if ARGV[4] ~= 'sent' then give_up(KEYS[1], KEYS[4], at, ARGV[7]) end
if ARGV[13] ~= '0' then
  redis.call('RPUSH', KEYS[7], ARGV[14] .. '\n' .. entry)
  redis.call('LTRIM', KEYS[7], -20, -1)
  redis.call('PEXPIRE', KEYS[7], ARGV[13])
end
if ARGV[4] == 'gone' then
  local address = string.match(entry, '^(.*)\n')
  for _, other in ipairs(redis.call('LRANGE', KEYS[2], 0, -1)) do
    if string.match(other, '^(.*)\n') == address then redis.call('LREM', KEYS[2], 1, other) end
  end
  push(KEYS[1], KEYS[5], KEYS[6], ARGV[1], at, ARGV[2], ARGV[8], ARGV[9])
end

local next = redis.call('LINDEX', KEYS[2], 0)
if not next then
  redis.call('ZREM', KEYS[3], ARGV[1])
  redis.call('HSET', KEYS[1], 'sendFence', token, 'sendTries', 0, 'sendOwner', '')
  return {}
end
local channel = string.match(next, '^[^:]*')
local queue = ARGV[10] .. channel
if queue ~= KEYS[3] then redis.call('ZREM', KEYS[3], ARGV[1]) end
for n = 15, #ARGV do
  if ARGV[n] == channel then
    redis.call('ZADD', queue, at + ARGV[11], ARGV[1])
    redis.call('HSET', KEYS[1], 'sendFence', token, 'sendTries', 1, 'sendOwner', ARGV[12])
    return { token, 1, next }
  end
end
redis.call('ZADD', queue, at, ARGV[1])
redis.call('HSET', KEYS[1], 'sendFence', token, 'sendTries', 0, 'sendOwner', '')
hint('sends', ARGV[2])
return {}
