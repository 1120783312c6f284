#!lua flags=allow-oom
-- Whatever the named owners hold in one partition becomes claimable now.
-- KEYS  1 ready  2 ask queue  3… send queues
-- ARGV  1 stem of counters  2 stem of asks  3… owners that live no more
-- Returns {number released, every other owner that holds something…}

local time = redis.call('TIME')
local at = time[1] * 1000 + math.floor(time[2] / 1000)
local dead, others = {}, {}
for n = 3, #ARGV do dead[ARGV[n]] = true end
local released = 0

local function sift(queue, owner_of)
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', queue, '(' .. at, '+inf')) do
    local owner = owner_of(member)
    if dead[owner] then
      redis.call('ZADD', queue, at, member)
      released = released + 1
    elseif owner and owner ~= '' then
      others[owner] = true
    end
  end
end

sift(KEYS[1], function(conversation) return redis.call('HGET', ARGV[1] .. conversation, 'owner') end)
sift(KEYS[2], function(member)
  local conversation, id = string.match(member, '^(%S+) (.*)$')
  return string.match(redis.call('HGET', ARGV[2] .. conversation, id .. ' claim') or '', '^%d+ (.*)$')
end)
for n = 3, #KEYS do
  sift(KEYS[n], function(conversation) return redis.call('HGET', ARGV[1] .. conversation, 'sendOwner') end)
end

local answer = { released }
for owner in pairs(others) do answer[#answer + 1] = owner end
return answer
