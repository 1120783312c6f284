#!lua flags=allow-oom
-- Gives a lease to whoever asks while nobody, or the asker itself, holds it. Where its last holder stood is kept.
-- KEYS  1 the lease (hash: owner until token position)  2 names of all leases
-- ARGV  1 owner  2 ms it is held  3 name
-- Returns {token, position or ''}, token 0 where another holds it

local time = redis.call('TIME')
local at = time[1] * 1000 + math.floor(time[2] / 1000)
local found = redis.call('HMGET', KEYS[1], 'owner', 'until', 'position')
if found[1] ~= ARGV[1] and tonumber(found[2] or 0) > at then return { 0, '' } end
redis.call('SADD', KEYS[2], ARGV[3])
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'until', at + ARGV[2])
return { redis.call('HINCRBY', KEYS[1], 'token', 1), found[3] or '' }
