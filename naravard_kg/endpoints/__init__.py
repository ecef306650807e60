"""How an endpoint is asked over HTTP, and how what it answers is read.

access     who asks: addresses, credentials from the environment, what is never sent
body       the answer as it comes: unpacked, counted, checked to be UTF-8
faults     what a status or a broken connection means to the reader
calls      one question over the network, asked again where that can help
results    SPARQL results in JSON and XML, row by row
windows    the part of an answer that a query asks for, and whether a server cut it
"""
