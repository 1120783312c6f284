#!lua
-- Keeps one message where a page will find it, and tells the pages that are open. The same id is kept once.
-- KEYS  1 order (zset of ids by number)  2 letters (hash of id to letter)  3 state of the conversation
-- ARGV  1 id  2 letter  3 most that are kept  4 ms they live without consent  5 ms they live with it  6 conversation
-- Returns its number: milliseconds since 1970, or one more than the number before

local known = redis.call('ZSCORE', KEYS[1], ARGV[1])
if known then return tonumber(known) end
local time = redis.call('TIME')
local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
local number = math.max(time[1] * 1000 + math.floor(time[2] / 1000), (tonumber(last[2]) or 0) + 1)
redis.call('ZADD', KEYS[1], number, ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
for _, old in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1 - ARGV[3])) do
  redis.call('ZREM', KEYS[1], old)
  redis.call('HDEL', KEYS[2], old)
end
-- The state of somebody who consented to nothing goes by itself; one that stays has no time to live.
local lives = redis.call('PTTL', KEYS[3]) == -1 and ARGV[5] or ARGV[4]
redis.call('PEXPIRE', KEYS[1], lives)
redis.call('PEXPIRE', KEYS[2], lives)
redis.call('PUBLISH', 'puerto:letters', ARGV[6])
return number
