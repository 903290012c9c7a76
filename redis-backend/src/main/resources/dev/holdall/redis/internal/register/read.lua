
-- How many milliseconds are left of what is there now, -1 for no end, and what it is.
if type(head) == 'table' then return head end
if not corrupt and not present then return false end
return { not corrupt and kind == 'U' and math.max(1, end_millis - math.floor(now_micros / 1000)) or redis.call('PTTL', key),
  redis.call('GET', key) }
