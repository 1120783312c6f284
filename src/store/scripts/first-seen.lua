#!lua
-- Which of one person's names was seen first: from now on each of them stands for that one. A name is kept as
-- `<µs since 1970> <conversation> <name>`, of the one seen first.
-- KEYS  1… each name
-- ARGV  1 ms they are kept from now on (0: for good)  2 stem of names  3 stem of all names of a conversation
--       4 stem of the conversations that are to join another  5… `<conversation> <name>` of each name
-- Returns {name seen first, its conversation, 1 where it is kept for good, conversations that are to join it…}

local function split(kept)
  local at, conversation, name = string.match(kept, '^(%d+) (%S+) (.*)$')
  return tonumber(at), conversation, name
end

local first, for_good, unknown, others = nil, ARGV[1] == '0', false, {}
for _, key in ipairs(KEYS) do
  local kept = redis.call('GET', key)
  if kept then
    local at, conversation = split(kept)
    others[conversation] = true
    for_good = for_good or redis.call('PTTL', key) == -1
    if not first or at < split(first) then first = kept end
  else
    unknown = true
  end
end
local time = redis.call('TIME')
first = first or string.format('%.0f %s', time[1] * 1000000 + time[2], ARGV[5])
local _, conversation, name = split(first)
others[conversation] = nil
local names, joining = ARGV[3] .. conversation, ARGV[4] .. conversation

if unknown or next(others) or not for_good or ARGV[1] == '0' then
  for _, key in ipairs(KEYS) do redis.call('SADD', names, string.sub(key, #ARGV[2] + 1)) end
  for other in pairs(others) do
    redis.call('SADD', joining, other)
    redis.call('SUNIONSTORE', joining, joining, ARGV[4] .. other)
    redis.call('SUNIONSTORE', names, names, ARGV[3] .. other)
    redis.call('DEL', ARGV[3] .. other, ARGV[4] .. other)
  end
  local function keep(key)
    if for_good then redis.call('PERSIST', key) else redis.call('PEXPIRE', key, ARGV[1]) end
  end
  for _, digest in ipairs(redis.call('SMEMBERS', names)) do
    redis.call('SET', ARGV[2] .. digest, first)
    keep(ARGV[2] .. digest)
  end
  keep(names)
  keep(joining)
end
return { name, conversation, for_good and 1 or 0, unpack(redis.call('SMEMBERS', joining)) }
