"""HTTP as all clients use it: requests and answers, sending and waiting, retries, logs, and the errors of refusals."""
