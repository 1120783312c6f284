#!lua flags=allow-oom
-- The first result of an ask becomes an event; a late or repeated one changes nothing.
-- KEYS  1 asks of the conversation  2 ask queue  3 due  4 counters  5 inbox  6 ready
-- ARGV  1 conversation  2 partition  3 id  4 entropy  5 body of the event
-- Returns 1, or 0 when the ask is over

if redis.call('HDEL', KEYS[1], ARGV[3], ARGV[3] .. ' claim') == 0 then return 0 end
local member = ARGV[1] .. ' ' .. ARGV[3]
redis.call('ZREM', KEYS[2], member)
redis.call('ZREM', KEYS[3], 'slow ' .. member, 'overdue ' .. member)
push(KEYS[4], KEYS[5], KEYS[6], ARGV[1], clock(), ARGV[2], ARGV[4], ARGV[5])
return 1
