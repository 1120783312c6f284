#!lua
-- Spends a link code. The ask that spent it may come again, after a crash, and hears the same.
-- KEYS  1 code (hash: by, spent)  2 wrong codes of one person
-- ARGV  1 conversation  2 ask  3 most wrong codes  4 ms they are counted for
-- Returns {'redeemed', conversation that made it} or {'unknown' | 'own' | 'too_many', ''}

local by, spent = unpack(redis.call('HMGET', KEYS[1], 'by', 'spent'))
if by and spent == ARGV[2] then return { 'redeemed', by } end
-- Whoever guesses hears nothing, not even of the right one.
if (tonumber(redis.call('GET', KEYS[2])) or 0) >= tonumber(ARGV[3]) then return { 'too_many', '' } end
if by == ARGV[1] then return { 'own', '' } end
if by and not spent then
  redis.call('HSET', KEYS[1], 'spent', ARGV[2])
  return { 'redeemed', by }
end
if redis.call('INCR', KEYS[2]) == 1 then redis.call('PEXPIRE', KEYS[2], ARGV[4]) end
return { 'unknown', '' }
