
-- Raises the version (h, l) so that it is at least 64 above that of the stored lease: a touch in another data centre,
-- which is based on that lease, is below this write.
local asked_high, asked_low = h, l
if high and not keeps_version then
  local least_high, least_low = high, low + 64
  if least_low > 4294967295 then least_high, least_low = high + 1, least_low - 4294967296 end
  if least_high > 2147483647 then least_high, least_low = 2147483647, 4294967295 end
  if h < least_high or (h == least_high and l < least_low) then h, l = least_high, least_low end
end
