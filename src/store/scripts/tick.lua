#!lua flags=allow-oom
-- Follow-ups and timers of one partition whose time has come become events.
-- KEYS  1 due  2 ready  3 ask queue
-- ARGV  1 limit  2 partition  3 entropy  4 stem of counters  5 stem of inboxes  6 stem of asks  7 stem of follow-ups
-- Returns how many events there were

local at = clock()
local told = 0
for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', at, 'LIMIT', 0, ARGV[1])) do
  local kind, conversation, id = string.match(member, '^(%S+) (%S+) (.*)$')
  local name = cjson.encode(id)
  local asks, body = ARGV[6] .. conversation, nil
  if kind == 'due' then
    local follow_up = redis.call('HGET', ARGV[7] .. conversation, id)
    if follow_up then
      redis.call('HSET', ARGV[7] .. conversation, id .. ' state', 'due')
      body = '{"type":"due","followUp":' .. follow_up .. '}'
    end
  elseif kind == 'slow' then
    if redis.call('HEXISTS', asks, id) == 1 then body = '{"type":"slow","askId":' .. name .. '}' end
  elseif redis.call('HDEL', asks, id, id .. ' claim') > 0 then
    redis.call('ZREM', KEYS[3], conversation .. ' ' .. id)
    body = '{"type":"answered","askId":' .. name .. ',"result":{"kind":"failed","reason":"overdue"}}'
  end
  redis.call('ZREM', KEYS[1], member)
  if body then
    local entropy = entropy_for(ARGV[3], member)
    push(ARGV[4] .. conversation, ARGV[5] .. conversation, KEYS[2], conversation, at, ARGV[2], entropy, body)
    told = told + 1
  end
end
return told
