
-- Raises the version (h, l) above that of the stored lease.
local asked_high, asked_low = h, l
if high and not (h > high or (h == high and l > low)) then
  if low < 4294967295 then
    h, l = high, low + 1
  elseif high < 2147483647 then
    h, l = high + 1, 0
  else
    h, l = high, low
  end
end
