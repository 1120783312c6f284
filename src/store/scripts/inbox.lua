-- Shared: the clock, and how an event enters an inbox. An entry is `<seq> <at> <entropy> <body>`.

-- The server's time in milliseconds since 1970.
local function clock()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Tells idle workers that something may have become ready: `<turns|asks|sends> <partition>`.
local function hint(kind, partition)
  redis.call('PUBLISH', 'puerto:ready', kind .. ' ' .. partition)
end

local function is_ready(ready, conversation, at, partition)
  if redis.call('ZADD', ready, 'NX', at, conversation) == 1 then hint('turns', partition) end
end

-- Puts an event behind the others; answers its sequence number. The counters live as long as something waits.
local function push(counters, inbox, ready, conversation, at, partition, entropy, body)
  local seq = redis.call('HINCRBY', counters, 'seq', 1)
  redis.call('PERSIST', counters)
  redis.call('RPUSH', inbox, seq .. ' ' .. at .. ' ' .. entropy .. ' ' .. body)
  is_ready(ready, conversation, at, partition)
  return seq
end

-- 32 hex digits that differ for each thing they are made for.
local function entropy_for(seed, what)
  return string.sub(redis.sha1hex(seed .. what), 1, 32)
end

-- Notes that a message was not delivered. Of people whose counters are about to go nothing is kept, not even that.
local function give_up(counters, undelivered, at, member)
  if redis.call('PTTL', counters) ~= -1 then return end
  redis.call('ZADD', undelivered, at, at .. ' ' .. member)
  redis.call('ZREMRANGEBYRANK', undelivered, 0, -1001)
end
