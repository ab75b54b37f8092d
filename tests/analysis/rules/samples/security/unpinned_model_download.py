from datasets import load_dataset
from huggingface_hub import snapshot_download
from transformers import AutoModel

MODEL = "shop/ranker"

model = AutoModel.from_pretrained("shop/ranker")  # hit
model = AutoModel.from_pretrained(MODEL, device_map="auto")  # hit
data = load_dataset("shop/orders", split="train")  # hit
folder = snapshot_download(repo_id="shop/ranker")  # hit

model = AutoModel.from_pretrained("shop/ranker", revision="4f2a9c1b")
model = AutoModel.from_pretrained("./models/ranker")
model = AutoModel.from_pretrained("/srv/models/ranker")
model = AutoModel.from_pretrained(path)
model = AutoModel.from_pretrained("shop/ranker", local_files_only=True)
model = AutoModel.from_pretrained("shop/ranker", **options)
data = load_dataset("csv", data_files="orders.csv")
folder = download("shop/ranker")
