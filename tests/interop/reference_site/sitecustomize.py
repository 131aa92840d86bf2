"""Stands in for the network of the reference: every HTTP request is answered with an empty JSON list, S3 with 404.

lamindb 1.3.2 asks its hub in `finish()`, `lamin save SCRIPT` and `lamin delete` whether the instance is known
there, and stops with a ConnectError on a machine without network.  With this folder on PYTHONPATH the hub answers "no".
"""

try:
    import httpx
except ImportError:
    httpx = None

if httpx is not None:

    def answer_with_nothing(self, request):
        return httpx.Response(200, json=[], request=request)

    httpx.HTTPTransport.handle_request = answer_with_nothing


# bionty asks the bucket of its tables each time; "no such object" makes it read the folder `dynamicdir`.
class _NoBucket:
    """Finds botocore's module for HTTP and lets it answer every request with 404."""

    def find_spec(self, name, path, target=None):
        if name != "botocore.httpsession":
            return None
        import importlib.util
        import sys

        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        execute = spec.loader.exec_module

        def exec_module(module):
            execute(module)
            module.URLLib3Session.send = _answer_not_found

        spec.loader.exec_module = exec_module
        return spec


def _answer_not_found(self, request):
    import io

    from botocore.awsrequest import AWSResponse

    class Nothing(io.BytesIO):
        def stream(self, *args, **kwargs):
            yield b""

    return AWSResponse(request.url, 404, {}, Nothing(b""))


def _forget_bucket():
    import sys

    sys.meta_path.insert(0, _NoBucket())


_forget_bucket()
