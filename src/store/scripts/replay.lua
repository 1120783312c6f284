#!lua flags=allow-oom
-- A parked event goes back to the head of its inbox with a fresh count of attempts; a turn under way becomes stale.
-- KEYS  1 counters  2 inbox  3 ready  4 parked  5 the parked event
-- ARGV  1 conversation  2 partition  3 member of parked  4 entry
-- Returns 1, or 0 when it is not parked any more

if redis.call('ZREM', KEYS[4], ARGV[3]) == 0 then return 0 end
redis.call('DEL', KEYS[5])
redis.call('PERSIST', KEYS[1])
redis.call('HINCRBY', KEYS[1], 'fence', 1)
redis.call('HSET', KEYS[1], 'attempts', 0, 'owner', '')
redis.call('LPUSH', KEYS[2], ARGV[4])
redis.call('ZADD', KEYS[3], clock(), ARGV[1])
hint('turns', ARGV[2])
return 1
