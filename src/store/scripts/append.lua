#!lua
-- Writes an event down once. Refused whole when memory is full, as it carries no flag.
-- KEYS  1 mark that it was seen  2 counters  3 inbox  4 ready  5 media
-- ARGV  1 conversation  2 partition  3 entropy  4 body  5 ms the mark lives  6 most that may wait (0: any number)
--       7 body of the event that tells of an overflow  8 member of media ('' for none)
-- Returns {'stored' | 'duplicate' | 'overflow', seq}

if not redis.call('SET', KEYS[1], '', 'NX', 'PX', ARGV[5]) then return { 'duplicate', 0 } end
local at = clock()
local most = tonumber(ARGV[6])
if most > 0 and redis.call('LLEN', KEYS[3]) >= most then
  -- The first one dropped queues the word to the person; the rest are only counted until it is handled.
  if redis.call('HINCRBY', KEYS[2], 'over', 1) == 1 then
    push(KEYS[2], KEYS[3], KEYS[4], ARGV[1], at, ARGV[2], ARGV[3], ARGV[7])
  end
  return { 'overflow', 0 }
end
if ARGV[8] ~= '' then redis.call('SADD', KEYS[5], ARGV[8]) end
return { 'stored', push(KEYS[2], KEYS[3], KEYS[4], ARGV[1], at, ARGV[2], ARGV[3], ARGV[4]) }
