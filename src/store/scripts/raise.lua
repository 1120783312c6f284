#!lua
-- A number that only grows.
-- KEYS  1 the height
-- ARGV  1 to  2 ms it is kept from now on
-- Returns 1, or 0 when it is as high already

local height = redis.call('GET', KEYS[1])
if height and tonumber(height) >= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
