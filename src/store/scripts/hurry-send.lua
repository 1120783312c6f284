#!lua flags=allow-oom
-- What waits to be sent to a conversation may be tried at once. What is being sent at this moment is left alone.
-- KEYS  1 counters  2 send queue of the channel
-- ARGV  1 conversation  2 partition
-- Returns 1, or 0 when nothing waits

if (redis.call('HGET', KEYS[1], 'sendOwner') or '') ~= '' then return 0 end
if not redis.call('ZSCORE', KEYS[2], ARGV[1]) then return 0 end
redis.call('ZADD', KEYS[2], 0, ARGV[1])
hint('sends', ARGV[2])
return 1
