import { Module } from '@nestjs/common';
import { Product } from '@perennial/db';
import { schoolRepositories } from '../../platform/database/school-repositories.js';
import { ProductListModule } from './product-list.js';
import { ProductsController } from './products.controller.js';
import { ProductsService } from './products.service.js';

@Module({
  imports: [ProductListModule, schoolRepositories([Product])],
  controllers: [ProductsController],
  providers: [ProductsService],
  exports: [ProductsService],
})
export class ProductsModule {}
