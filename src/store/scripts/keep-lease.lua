#!lua flags=allow-oom
-- The holder of a lease holds it on, and notes how far it has come; whoever held it before can do neither.
-- KEYS  1 the lease
-- ARGV  1 token  2 ms it is held from now on (0: it is let go)  3 position ('' leaves the one it has)
-- Returns 1, or 0 when another has taken it since

if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
local time = redis.call('TIME')
redis.call('HSET', KEYS[1], 'until', time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2])
if ARGV[3] ~= '' then redis.call('HSET', KEYS[1], 'position', ARGV[3]) end
return 1
