
return reply
