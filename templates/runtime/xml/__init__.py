"""Reading XML: what REST, Magento 1's REST, SOAP and XML-RPC have in common."""
