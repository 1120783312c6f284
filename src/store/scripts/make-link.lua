#!lua
-- Keeps a link code for its short life, unless there is one like it.
-- KEYS  1 code (hash: by, spent)
-- ARGV  1 conversation  2 ms it lives
-- Returns 1, or 0 where it is taken

if redis.call('HSETNX', KEYS[1], 'by', ARGV[1]) == 0 then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
