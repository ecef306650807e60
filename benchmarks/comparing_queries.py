"""Counties and shared concepts by SPARQL written by hand: what comparing is measured against.

Each is the quickest of the formulations tried on a made-up nation of a million statements, by
pyoxigraph in memory with the union of all graphs as the default graph. What was found:

- Start from the matches, which are few, by a path of alternatives, and ask the graphs for the class
  of a thing: it may have several passages. Where the graphs of one county are read whole it is the
  other way round, for passages and claims have classes too.
- ``?county a m8g:AdminUnit`` beside the path to the county is planned from all places downwards, at
  ten times the cost. In a query of its own on the few places of documents it is looked at last.
- Rows made distinct before the county is joined, where that leaves fewer: a third of the time.
- A list of all things with their counties as a query of its own holds every thing there is, at five
  times the cost.
- A county stands in ``VALUES``, not in the path; a difference is ``MINUS``: at 100,000 statements
  gaps took 2 ms, and 3 s by ``FILTER NOT EXISTS``.

Scheme and county stand in ``VALUES`` lines, so that another can be put there. A merely related
match counts in the listing only.

``COUNTS`` give bare numbers. ``ANSWERS`` give what a cell of a comparison says: which things, how
near, by which document, whether it is said to be missing, and whether it only reports what is
national. Those are what comparing is held to.
"""

from __future__ import annotations

_PREFIXES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX m8g: <http://data.europa.eu/m8g/>
PREFIX nv: <https://w3id.org/naravard/ontology#>
PREFIX plats: <https://w3id.org/naravard/id/plats/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_SCHEME = "VALUES ?scheme { <https://w3id.org/naravard/vocab/utvecklingsomrade> }"
_CONCEPTS = f"{_SCHEME} ?concept skos:inScheme ?scheme ."
_MATCHES = "skos:exactMatch|skos:closeMatch|skos:broadMatch|skos:narrowMatch|dcterms:subject"
_COUNTY = """
  ?graph prov:hadPrimarySource/dcterms:spatial ?place .
  {
    SELECT ?place ?county WHERE {
      { SELECT DISTINCT ?place WHERE { ?any prov:hadPrimarySource/dcterms:spatial ?place } }
      ?place dcterms:isPartOf* ?county .
      ?county a m8g:AdminUnit .
    }
  }"""
_OF_COUNTY = """
    VALUES ?county { plats:lan-12 }
    ?document dcterms:spatial/dcterms:isPartOf* ?county .
    ?graph prov:hadPrimarySource ?document .
    GRAPH ?graph { ?thing nv:hasEvidence ?passage }"""
_EACH = "\n  UNION ".join(
    f"{{ ?thing {via} ?concept BIND({via} AS ?via) }}"
    for via in (*_MATCHES.split("|"), "skos:relatedMatch")
)

COUNTS: dict[str, str] = {
    # distinct things of each county that match each concept
    "matrix": f"""{_PREFIXES}
SELECT ?county ?concept (COUNT(DISTINCT ?thing) AS ?things) WHERE {{
  {{
    SELECT DISTINCT ?graph ?concept ?thing WHERE {{
      {_CONCEPTS}
      ?thing {_MATCHES} ?concept .
      GRAPH ?graph {{ ?thing a ?class }}
    }}
  }}{_COUNTY}
}}
GROUP BY ?county ?concept
ORDER BY ?county ?concept""",
    # the same as rows, with how closely each matches
    "listing": f"""{_PREFIXES}
SELECT DISTINCT ?county ?concept ?thing ?via WHERE {{
  {_CONCEPTS}
  {_EACH}
  GRAPH ?graph {{ ?thing a ?class }}{_COUNTY}
}}
ORDER BY ?county ?concept ?thing ?via""",
    # the concepts that nothing in a county's documents matches
    "gaps": f"""{_PREFIXES}
SELECT ?concept WHERE {{
  {_CONCEPTS}
  MINUS {{{_OF_COUNTY}
    ?thing {_MATCHES} ?concept .
  }}
}}
ORDER BY ?concept""",
    # the same where what matches a narrower concept matches the wider one
    "gaps-in-tree": f"""{_PREFIXES}
SELECT ?concept WHERE {{
  {_CONCEPTS}
  MINUS {{{_OF_COUNTY}
    ?thing {_MATCHES} ?within .
    ?within skos:broader* ?concept .
  }}
}}
ORDER BY ?concept""",
    # how many concepts each county's documents match
    "coverage": f"""{_PREFIXES}
SELECT ?county (COUNT(DISTINCT ?concept) AS ?concepts) WHERE {{
  {{
    SELECT DISTINCT ?graph ?concept WHERE {{
      {_CONCEPTS}
      ?thing {_MATCHES} ?concept .
      GRAPH ?graph {{ ?thing a ?class }}
    }}
  }}{_COUNTY}
}}
GROUP BY ?county
ORDER BY ?county""",
}

_MISSING = """
  OPTIONAL {
    VALUES ?missing { v-status:saknas v-status:efterfragad }
    ?thing nv:hasStatusRecord/nv:status ?missing
  }"""
_NATIONAL = """
  OPTIONAL {
    {
      SELECT DISTINCT ?thing ?source WHERE {
        { ?source nv:hasParty aktor:staten } UNION { ?source a nv:LegalAct }
        { ?source nv:setsGoal|nv:inArea|nv:permeatedBy|nv:hasTargetGroup ?thing }
        UNION { ?thing nv:isWithinFrameworkOf|dcterms:isPartOf ?source }
      }
    }
  }"""
_MORE_PREFIXES = f"""{_PREFIXES}
PREFIX aktor: <https://w3id.org/naravard/id/aktor/>
PREFIX v-status: <https://w3id.org/naravard/vocab/status/>
"""
_LISTING = f"""
  {_CONCEPTS}
  {_EACH}
  GRAPH ?graph {{ ?thing a ?class }}
  ?graph prov:hadPrimarySource ?document .{_COUNTY}"""

ANSWERS: dict[str, str] = {
    "matrix": f"""{_MORE_PREFIXES}
SELECT DISTINCT ?county ?concept ?via ?thing ?document ?missing ?source WHERE {{{_LISTING}
  {_MISSING}{_NATIONAL}
}}
ORDER BY ?county ?concept ?via ?thing ?document""",
    # the concepts missing in one county, and what the others have there
    "gaps": f"""{_MORE_PREFIXES}
SELECT DISTINCT ?county ?concept ?via ?thing ?document ?missing ?source WHERE {{
  {{
    SELECT DISTINCT ?concept WHERE {{
      {_CONCEPTS}
      MINUS {{{_OF_COUNTY}
        ?thing {_MATCHES} ?within .
        ?within skos:broader* ?concept .
      }}
    }}
  }}
  {_EACH}
  GRAPH ?graph {{ ?thing a ?class }}
  ?graph prov:hadPrimarySource ?document .{_COUNTY}
  {_MISSING}{_NATIONAL}
}}
ORDER BY ?county ?concept ?via ?thing ?document""",
    # for each county the concepts it states itself, and those it says are missing or only reports
    "coverage": f"""{_MORE_PREFIXES}
SELECT ?county ?state (COUNT(DISTINCT ?concept) AS ?concepts) WHERE {{
  {{
    SELECT DISTINCT ?county ?concept ?state WHERE {{{_LISTING}
      {_MISSING}{_NATIONAL}
      BIND(IF(BOUND(?missing), "missing", IF(BOUND(?source), "reported", "own")) AS ?state)
    }}
  }}
}}
GROUP BY ?county ?state
ORDER BY ?county ?state""",
}
