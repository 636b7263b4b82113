"""What recorded shops took and gave over SOAP and XML-RPC, made again through the public clients."""
