#!lua flags=allow-oom
-- Empties vaults for the holder of a lease and nobody else.
-- KEYS  1 the lease  2… vaults (hashes)
-- ARGV  1 token
-- Returns 1, or 0 and nothing is emptied when another has taken the lease since

if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
for n = 2, #KEYS do redis.call('UNLINK', KEYS[n]) end
return 1
