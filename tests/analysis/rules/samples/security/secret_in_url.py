import requests

answer = requests.get(f"https://api.shop.test/orders?api_key={key}")  # hit
answer = requests.get(f"https://api.shop.test/orders?page={page}&access_token={token}", timeout=5)  # hit
answer = requests.get("https://api.shop.test/orders?password=" + password)  # hit
answer = session.get(url, params={"page": page, "api_key": key})  # hit
answer = redirect(f"/done?auth_token={token}")  # hit

answer = requests.get(f"https://api.shop.test/orders?page={page}")
answer = requests.get(f"https://api.shop.test/orders?token_type={kind}")
answer = requests.get(f"https://api.shop.test/orders/{api_key}")
answer = requests.get(url, params={"page": page, "token": cursor})
answer = requests.get(url, params={"next_page_token": cursor})
answer = requests.get(url, headers={"Authorization": f"Bearer {token}"})
answer = requests.post(url, data={"password": password})
answer = requests.get("https://api.shop.test/orders?api_key=")
text = template.format(f"?api_key={key}")
