#!lua
-- Puts fields into vaults and takes fields out, all in one step, for the holder of a lease and nobody else.
-- KEYS  1 the lease  2… vaults (hashes)
-- ARGV  1 token, then for each change: number of its key, field, value ('' takes the field out)
-- Returns 1, or 0 and nothing is written when another has taken the lease since

if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
for n = 2, #ARGV, 3 do
  local vault = KEYS[tonumber(ARGV[n])]
  if ARGV[n + 2] == '' then
    redis.call('HDEL', vault, ARGV[n + 1])
  else
    redis.call('HSET', vault, ARGV[n + 1], ARGV[n + 2])
  end
end
return 1
