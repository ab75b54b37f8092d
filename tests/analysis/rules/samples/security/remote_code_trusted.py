from datasets import load_dataset
from transformers import AutoModel, AutoTokenizer

TRUST = True

model = AutoModel.from_pretrained("shop/ranker", trust_remote_code=True)  # hit
tokenizer = AutoTokenizer.from_pretrained("shop/ranker", trust_remote_code=TRUST)  # hit
data = load_dataset("shop/orders", trust_remote_code=True, revision="4f2a9c1")  # hit

model = AutoModel.from_pretrained("shop/ranker", trust_remote_code=False)
model = AutoModel.from_pretrained("shop/ranker")
model = AutoModel.from_pretrained(name, trust_remote_code=trusted)
model = AutoModel.from_pretrained(path, local_files_only=True)
trust_remote_code = True
