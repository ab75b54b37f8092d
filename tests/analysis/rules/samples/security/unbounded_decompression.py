import gzip
import zlib

from PIL import Image

Image.MAX_IMAGE_PIXELS = None  # hit


def receive(request):
    text = gzip.decompress(request.body)  # hit
    text = zlib.decompress(request.get_data())  # hit
    packed = request.FILES["archive"].read()
    return text + zlib.decompress(packed)  # hit


def download(url):
    response = session.get(url)
    return zlib.decompress(response.content, 16 + zlib.MAX_WBITS)  # hit


def read_cache(path, row):
    text = gzip.decompress(path.read_bytes())
    text = zlib.decompress(row.packed)
    text = zlib.decompress(b"x\x9c\x03\x00\x00\x00\x00\x01")
    Image.MAX_IMAGE_PIXELS = 50_000_000
    limit = Image.MAX_IMAGE_PIXELS
    return text, limit


def receive_up_to(request, limit):
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(request.body, limit)
    if unpacker.unconsumed_tail:
        raise TooLarge
    return text
