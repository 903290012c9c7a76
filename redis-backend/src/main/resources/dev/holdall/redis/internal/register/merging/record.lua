
-- Returns the remaining lifetime in milliseconds (-1 if it never ends) and the record as another data centre gets it;
-- or nothing if there is none. A record is an entry, or the tombstone of a delete or of a revocation. An entry of kind
-- U goes as kind V with what is left of it, since its end is by the clock of this server. One that has ended goes as
-- kind U, without its end, and with what is left of its string.
if type(head) == 'table' then return head end
if corrupt then return corrupt end
if kind == 'A' then return false end
local left = redis.call('PTTL', key)
if end_millis then
  local packed = redis.call('GET', key)
  local rest = string.sub(packed, 5, 16) .. string.sub(packed, 25)
  if kind == 'D' then return {left, '\254h\1U' .. rest} end
  return {math.max(1, end_millis - math.floor(now_micros / 1000)), '\254h\1V' .. rest}
elseif kind == 'V' then
  return {left == 0 and 1 or left, redis.call('GET', key)}
end
return {left, struct.pack('>c3c1I4i4I4', '\254h\1', kind, 0, high, low)}
