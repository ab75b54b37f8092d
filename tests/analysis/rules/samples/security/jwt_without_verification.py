import jwt
from jose import jwt as jose_jwt

RELAXED = {"verify_signature": False}

claims = jwt.decode(token, verify=False)  # hit
claims = jwt.decode(token, options={"verify_signature": False})  # hit
claims = jwt.decode(token, key, ["HS256"], RELAXED)  # hit
claims = jwt.decode(token, key, algorithms=["HS256", "none"])  # hit
claims = jwt.decode(token, key, algorithms=["HS256"], options={"verify_exp": False})  # hit
claims = jose_jwt.decode(token, key, options={"verify_signature": False})  # hit
claims = jose_jwt.get_unverified_claims(token)  # hit
token = jwt.encode(claims, None, algorithm="none")  # hit
token = jwt.encode(claims, key, algorithm=None)  # hit

claims = jwt.decode(token, key, algorithms=["HS256"])
claims = jwt.decode(token, key, algorithms=["RS256"], audience="shop")
claims = jwt.decode(token, key, algorithms=settings.algorithms)
claims = jwt.decode(token, key, algorithms=["HS256"], options={"verify_signature": True})
claims = jwt.decode(token, key, algorithms=["HS256"], options={"verify_aud": False})
claims = jwt.decode(token, key, algorithms=["HS256"], options={"require": ["exp"]})
claims = jwt.decode(token, key, algorithms=["HS256"], verify=True)
header = jwt.get_unverified_header(token)
token = jwt.encode(claims, key, algorithm="HS256")
token = jwt.encode(claims, key)
answer = requests.get(url, verify=False)
text = codec.decode(data, verify=False)
