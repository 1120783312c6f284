#!lua
-- Which of one person's names was seen first: from now on each of them stands for that one. A name is kept as
-- `<µs since 1970> <conversation> <name>`, of the one seen first.
-- KEYS  1… each name
-- ARGV  1 ms they are kept from now on (0: for good)  2 name that nobody else will ever have ('' where none is known)
--       3 stem of names, and by conversation those of 4 all its names  5 its lasting name  6 what is to join it
--       7… `<conversation> <name>` of each name
-- Returns {name seen first, its conversation, 1 where it is kept for good, conversations that are to join it…}

local lasting, stem = ARGV[2], ARGV[3]

local function split(kept)
  local at, conversation, name = string.match(kept, '^(%d+) (%S+) (.*)$')
  return tonumber(at), conversation, name
end

-- A name that was another's, who is known by a lasting one, has changed hands.
local function is_anothers(conversation)
  local theirs = lasting ~= '' and redis.call('GET', ARGV[5] .. conversation)
  return theirs and theirs ~= lasting
end

local first, for_good, is_news, others = nil, ARGV[1] == '0', ARGV[1] == '0', {}
for n, key in ipairs(KEYS) do
  local kept = redis.call('GET', key)
  local at, conversation = split(kept or '')
  if kept and is_anothers(conversation) then
    redis.call('SREM', ARGV[4] .. conversation, string.sub(key, #stem + 1))
    kept = false
  end
  if kept then
    others[conversation] = true
    for_good = for_good or redis.call('PTTL', key) == -1
    if not first or at < split(first) then first = kept end
  else
    is_news = true
  end
end
local time = redis.call('TIME')
first = first or string.format('%.0f %s', time[1] * 1000000 + time[2], ARGV[7])
local _, conversation, name = split(first)
others[conversation] = nil
local names, known, joining = ARGV[4] .. conversation, ARGV[5] .. conversation, ARGV[6] .. conversation
if lasting ~= '' and redis.call('GET', known) ~= lasting then
  redis.call('SET', known, lasting)
  is_news = true
end

if is_news or next(others) or not for_good then
  for _, key in ipairs(KEYS) do redis.call('SADD', names, string.sub(key, #stem + 1)) end
  for other in pairs(others) do
    redis.call('SADD', joining, other)
    redis.call('SUNIONSTORE', joining, joining, ARGV[6] .. other)
    redis.call('SUNIONSTORE', names, names, ARGV[4] .. other)
    redis.call('DEL', ARGV[4] .. other, ARGV[5] .. other, ARGV[6] .. other)
  end
  local kept = { names, known, joining }
  for _, digest in ipairs(redis.call('SMEMBERS', names)) do
    redis.call('SET', stem .. digest, first)
    table.insert(kept, stem .. digest)
  end
  for _, key in ipairs(kept) do
    if for_good then redis.call('PERSIST', key) else redis.call('PEXPIRE', key, ARGV[1]) end
  end
end
return { name, conversation, for_good and 1 or 0, unpack(redis.call('SMEMBERS', joining)) }
