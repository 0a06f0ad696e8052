"""What leaves the building: letters written in the transaction of what they tell, sent once after it."""
