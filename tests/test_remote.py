"""probe."""
import naravard_kg
def test_x(endpoint, shipped, chain, sources, run):
    g = naravard_kg.connect(endpoint)
    t = g.select("SELECT (COUNT(*) AS ?n) WHERE {?s ?p ?o}")
    print(t, len(shipped))
    r = run("questions"); print(r)
