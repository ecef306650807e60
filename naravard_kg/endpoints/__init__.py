"""How an endpoint is asked over HTTP, and how what it answers is read.

access     who asks: addresses, credentials from the environment, what is never sent
body       the answer as it comes: unpacked, counted, checked to be UTF-8
faults     what a status or a broken connection means to the reader
calls      one request over the network, made again where that can help
replies    the answer to a question or to a request for a graph, and what is wrong with it
writes     a graph or an update on its way to a server, and a graph on its way back
results    SPARQL results in JSON and XML, row by row
windows    the part of an answer that a query asks for, and whether a server cut it
"""
