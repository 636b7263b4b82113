# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What every generated client is built on: the same files in every package that uses them.

Nothing is imported here, so that a program pays only for what it calls. Where to look:

- `errors.py`: every exception, from `MagentoError` down. `omit.py`: `OMIT`, the argument that was not given.
  `optional_libraries.py`: lxml, oauthlib and pytest, when they are needed. `shapes.py`: what parsed JSON is made of.
  `callers.py`: which line of the user's a warning is about.
- `client/`: the clients (`base`), their resources and namespaces (`resource`, `lazy_member`), what all operations
  have in common (`operation`, `operation_index`, `arguments`), the options of a call (`options`), clients that take
  routes given by hand (`custom_routes`), what environment variables say (`environment`).
- `http/`: one request from end to end. `messages` (requests, answers), `flow` (what is decided, apart from how it is
  waited for), `exchange` (address, credentials, redirects, retries), `authorization` (what it asks of credentials),
  `retry`, `limits` (numbers that make sense), `transport` (sockets, blocking and awaited), `reading` and
  `encodings` (an answer as it comes in), `library` (httpx2 or httpx), `urls`, `error_answers` (from a refusal to its
  exception), `html_text` (what a page says), `header_fields` (what a header can carry), `redaction`, `logs`.
- `auth/`: who calls. `credentials` (what a user gives), `logins` and `tokens` (fetched, kept and renewed), `stores`
  (beyond the process), `secrets`, `totp` (second factors), `oauth` (OAuth 1.0a), `activation` and `oauth_problems`
  (from what Magento posts to the keys of an integration); `variables` and `oauth_variables` (of the environment).
- `models/`: base classes and coding of values. `base`, `absent` (what reads as None or empty), `fields`,
  `forward_references`; `encode`, `plain` (scalars as text), `moments`; `decode`, `mend` (answers that don't fit their
  types); `present`; `nearest` (what was probably meant); the shop's own attributes: `custom_attributes`,
  `attribute_lists`, `attribute_table`, `attribute_values`, `options`, `attribute_warnings`.
- `search/`: `criteria` (SearchCriteria), `conditions` (as servers know them), `paging` (iterators over pages).
- `rest/`: Magento 2's REST. `operation` (a route), `custom_route` (one given by hand), `fields`, `bulk` and `jobs`
  (asynchronous requests), `xml`.
- `xml/`: what all that is XML is read by: `documents`, `mending` (of single characters).
- `soap/`: SOAP 1.1 and 1.2, and XML-RPC. `client`, `operation`, `posting`, `session`; `dialects`, `settings`,
  `forms`, `names` (what differs between modes); `arguments`, `tables`, `encode`, `decode`, `values`, `scalars`;
  `criteria`, `envelope`, `references`, `xmlrpc`, `answers`, `faults`; `variables`; `v1_calls`,
  `v1_data`, `multi_call` (Magento 1's `call`).
- `api2/`: Magento 1's REST. `client`, `auth`, `variables`, `options`, `resource`, `operation`, `filters`, `paging`;
  `body`, `values`, `xml`; `refusal` and `multistatus` (what it answers).
- `testing/`: a shop in memory for the users' own tests; only `testing.py` of a package loads it. `shop` (the shop),
  `expectations` (what it is set up to answer), `replies`, `answers` (with what), `matching` (to which arguments),
  `calls` (what it was asked), `methods` (which operation a method calls), `server` (what a protocol's server does),
  `routes`, `own_routes` (of a test), `php_query`, `criteria` (what requests hold), `output` (results as shops write
  them, and made-up ones), `pages` (of lists), `held` and `conditions` (entities that are kept, and searched),
  `repository` (by which methods), `keepers` (the same for type checkers), `logins` (who may call), `transport` (where
  requests end), `waiting` (no pauses), `sockets` (no connections), `unexpected` (what is told).
- `testing/rest/`: Magento 2's REST from the shop's side. `server`, `input` (conversion and refusals), `bulk` (jobs),
  `output` (JSON, XML, projections).
- `testing/api2/`: Magento 1's REST from the shop's side. `server`, `forms` (JSON and XML), `entries` and `checks` (what
  requests may hold), `repository` (what calls do to entities).
- `testing/soap/`: SOAP and XML-RPC from the shop's side. `server`, `arguments`, `messages` (requests, answers, faults);
  `paths` (v1's `call` and `multiCall`); `repository` (what Magento 1's methods do to entities).
"""

__version__ = "0.1.0"
"""The version of the generator that these files belong to."""

PACKAGE = __name__.removesuffix("._runtime")
"""The dotted name of the package that holds these files: the name of its logger."""
