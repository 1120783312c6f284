#!lua flags=allow-oom
-- A message that its channel had taken did not arrive: it leaves once more, or is noted as given up. Said twice, it is
-- done once.
-- KEYS  1 mark that this was said  2 counters  3 outbox  4 send queue of the channel  5 undelivered  6 sent lately
-- ARGV  1 conversation  2 partition  3 message  4 '1' when it may leave once more  5 ms until then
--       6 member of undelivered  7 ms the mark lives
-- Returns 'again', 'given up' or 'known'; or 'on its way' where the message may be the one that is being sent at this
-- moment: then nothing was done

if redis.call('EXISTS', KEYS[1]) == 1 then return 'known' end
local at = clock()
local entry
for _, sent in ipairs(redis.call('LRANGE', KEYS[6], 0, -1)) do
  local message, body = string.match(sent, '^([^\n]*)\n(.*)$')
  if message == ARGV[3] then entry = body end
end
if not entry and (redis.call('HGET', KEYS[2], 'sendOwner') or '') ~= '' then return 'on its way' end
redis.call('SET', KEYS[1], '', 'PX', ARGV[7])
if ARGV[4] == '1' and entry then
  if redis.call('RPUSH', KEYS[3], entry) == 1 then
    redis.call('ZADD', KEYS[4], at + ARGV[5], ARGV[1])
    hint('sends', ARGV[2])
  end
  return 'again'
end
give_up(KEYS[2], KEYS[5], at, ARGV[6])
return 'given up'
