#!lua flags=allow-oom
-- How much may be done of one thing over time: some at once, which are made up for later.
-- KEYS  1 pace (hash: `paid` when all that was done is made up for; `refusals` and `forgotten` when they are)
-- ARGV  1 ms that one of it takes  2 how many may be done at once
--       3 '' to do one now, or ms that it is left in peace as it was refused  4 most ms of that
-- Returns ms until one may be done; 0 when one was counted as done

local time = redis.call('TIME')
local at = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call('HMGET', KEYS[1], 'paid', 'refusals', 'forgotten')
local paid, refusals, forgotten = math.max(tonumber(kept[1]) or 0, at), tonumber(kept[2]) or 0, tonumber(kept[3]) or 0
local ahead = ARGV[1] * (ARGV[2] - 1)
local wait = 0
if ARGV[3] == '' then
  wait = paid - ahead - at
  if wait > 0 then return wait end
  paid, wait = paid + ARGV[1], 0
else
  -- Four times as long each time that it is refused again soon.
  if at > forgotten then refusals = 0 end
  wait = math.min(ARGV[4], ARGV[3] * 4 ^ refusals)
  paid, refusals, forgotten = math.max(paid, at + wait + ahead), refusals + 1, at + 5 * wait
end
redis.call('HSET', KEYS[1], 'paid', paid, 'refusals', refusals, 'forgotten', forgotten)
redis.call('PEXPIRE', KEYS[1], math.max(paid, forgotten) - at + 1)
return wait
