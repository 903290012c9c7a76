
-- Returns the remaining lifetime in milliseconds (-1 if it never ends) and the stored string, or nothing if there
-- is no entry. A string that isn't an entry is returned too: the client reports it as corrupt.
if type(head) == 'table' then return head end
if not corrupt and not present then return false end
return {
  not corrupt and kind == 'U' and math.max(1, end_millis - math.floor(now_micros / 1000)) or redis.call('PTTL', key),
  redis.call('GET', key)
}
